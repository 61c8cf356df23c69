"""The app's one store, as routes ask for it."""

from typing import Annotated

from fastapi import Depends, Request

from graph.store import Store


def store_of(request: Request) -> Store:
    """The store that the app opened when it began."""
    store: Store = request.app.state.store
    return store


StoreDep = Annotated[Store, Depends(store_of)]
