"""gouji (勾稽): audits the figures of performance self-evaluation reports (绩效自评报告)."""

__version__ = "0.1.0"
