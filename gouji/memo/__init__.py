"""The audit memo (审计备忘录): what the audit notebook shows, and the page that a reviewer reads and signs."""
