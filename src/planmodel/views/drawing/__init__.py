"""What every picture is drawn with: marks, texts, axes, colours, and the sheet around them, as SVG."""
