"""Reports: what came in and waits to be judged, each with its history and what it likely tells of."""
