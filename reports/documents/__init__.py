"""A document as plain data, and the same data drawn as a page, a PDF, a Word file and a workbook."""
