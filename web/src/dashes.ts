/** Dashed and dotted edges for sigma 3, which has none: the curve shader drops fragments by length. */
import { createEdgeCurveProgram } from "@sigma/edge-curve";
import type { EdgeProgramType } from "sigma/rendering";

const HEAD = { extremity: "target", lengthToThicknessRatio: 3.4, widenessToThicknessRatio: 2.8 } as const;

/** Labels are drawn by the canvas on its own layer, so the programs draw none. */
const solid = (arrow: boolean): EdgeProgramType =>
  createEdgeCurveProgram({ arrowHead: arrow ? HEAD : null, drawLabel: () => undefined });

function swap(shader: string, before: string, after: string): string {
  if (!shader.includes(before)) throw new Error(`The shader of @sigma/edge-curve changed: no "${before}".`);
  return shader.replace(before, after);
}

/** A curve that is `on` pixels of every `period` long; an arrow's head stays whole. */
export function broken(period: number, on: number, arrow = true) {
  const Base = solid(arrow) as unknown as new (...args: never[]) => { getDefinition(): { FRAGMENT_SHADER_SOURCE: string } };
  class Broken extends Base {
    override getDefinition() {
      const definition = super.getDefinition();
      const keep = arrow
        ? "&& length(gl_FragCoord.xy - v_targetPoint) > v_targetSize + thickness * u_lengthToThicknessRatio"
        : "";
      let text = definition.FRAGMENT_SHADER_SOURCE;
      text = swap(text, "vec2 getDistanceVector", "float clew_t = 0.0;\nvec2 getDistanceVector");
      text = swap(text, "return mix(mix(b0, b1, t)", "clew_t = t;\n  return mix(mix(b0, b1, t)");
      text = swap(
        text,
        "float thickness = v_thickness;",
        `float thickness = v_thickness;
  if (mod(clew_t * length(v_cpC - v_cpA), ${period.toFixed(1)}) > ${on.toFixed(1)} ${keep}) discard;`,
      );
      return { ...definition, FRAGMENT_SHADER_SOURCE: text };
    }
  }
  return Broken as unknown as EdgeProgramType;
}

export const edgePrograms = () => ({
  solid: solid(true),
  claimed: broken(12, 7),
  contested: broken(12, 7),
  inferred: broken(6, 2, false),
  gap: broken(9, 3, false),
});
