"""What the app does, without Qt: every module here can be tested and used without a window."""
