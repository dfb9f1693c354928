"""The questions of planning, whole: asked of a snapshot, answered as a table.

Command line and service put the same question and get the same answer.
"""
