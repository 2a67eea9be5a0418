"""What finished runs say: quantities, their spreads, published numbers judged, findings."""
