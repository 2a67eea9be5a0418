"""What finished runs say: named functions whose sentences follow the numbers, whatever they are."""
