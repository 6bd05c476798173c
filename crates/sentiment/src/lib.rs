//! Text to scores and entities, tickets to moods.
