"""Plugins of the whole test tree; fixtures stand beside the tests that use them."""

pytest_plugins = ["tests.plugins.articles"]
