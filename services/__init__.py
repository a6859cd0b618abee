"""What the house can do. One module a doer, one function a deed; they see promises only."""
