"""The admin's start page: what is to do, who lacks what, and what changed."""
