"""The words of the house: frozen values and enums that every floor speaks. Imports nothing of ours."""
