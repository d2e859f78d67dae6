//! Content shipped with the product: entries, questions, guidance; read by the same types as a user's own.
