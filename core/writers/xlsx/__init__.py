"""Document to spreadsheet, by openpyxl."""
