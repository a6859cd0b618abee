"""The stages: one module each, with one public function of the same name."""
