"""Published = 定稿: whether a file that was put online says what the report says."""
