"""What figures share: style, drawing, marks, fields over the plane, saving."""
