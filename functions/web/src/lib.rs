//! Serves the built web app.
