"""The knowledge of certificates: document types as TOML, kinds of value and ways to find a field as Python. Pure."""
