"""Who is said to have said what, by which cue. The terms source, cue and content are those of Pareti (2016)."""
