// Answers for the pages.
