//! The derived numbers: levels, gaps, scores, efforts, loads, capacities. Pure functions of the document.
