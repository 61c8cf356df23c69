import { render } from "preact";
import { App } from "./App";
import { arrive } from "./pathways";
import { keepAddress } from "./state";
import "./theme";

keepAddress(() => void arrive());
render(<App />, document.getElementById("app")!);
