"""The reviewer's desk in a real browser."""
