"""How an indicator looks through the years: geometry in plain values, which the templates draw as SVG."""
