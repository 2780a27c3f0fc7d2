"""请示报告: requests and reports up to the county, those that come in, and who failed to report."""
