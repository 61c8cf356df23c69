"""Tests of FollowTheMoney, in and out."""
