"""The working papers (审计工作底稿): workpapers.xlsx, which recalculates every tie from its figures, and findings.csv."""
