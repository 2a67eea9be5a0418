"""What a valid configuration is: frozen records that travel from validation to the report."""
