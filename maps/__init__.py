"""Drawing: region maps, the web page's files, report pages."""
