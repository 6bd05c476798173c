//! Periods, zones, schedules and their slots.
