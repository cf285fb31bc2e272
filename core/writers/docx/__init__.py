"""The report as a Word document, to be worked on in Word, WPS or LibreOffice."""
