"""What a report consists of, however it is laid out: model, numbering, references."""
