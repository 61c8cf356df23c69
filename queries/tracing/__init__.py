"""Tracing money through ledgers. Everything here is pure: plain payments in, plain answers out."""
