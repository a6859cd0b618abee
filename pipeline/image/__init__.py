"""What is done with pixels before print is read; one module a deed. Knows nothing of certificates."""
