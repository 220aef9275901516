"""Amazon's side, whatever API it is seen through: sellers, their shops, and what happens there."""
