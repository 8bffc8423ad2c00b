"""What went wrong where a relation fails: the single slip that explains it, and which reading of the words stands."""
