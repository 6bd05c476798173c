//! Dashboards, tickets and search.
