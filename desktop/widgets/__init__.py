"""What people see. Widgets render and report what was done to them; they decide nothing."""
