"""What measures bookings (`bench.bookings`) is itself put to the test: a checker that finds nothing proves nothing."""
