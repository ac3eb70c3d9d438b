"""What lies on the demo's wire desk."""
