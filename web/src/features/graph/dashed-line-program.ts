import { createEdgeArrowHeadProgram, createEdgeCompoundProgram, EdgeProgram, type ProgramInfo } from 'sigma/rendering'
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'
import type { Dash } from './looks.ts'

/** What a line on the map has besides what sigma knows. */
export interface DashedLine extends EdgeDisplayData {
  readonly dash?: Dash
}

const UNIFORMS = ['u_matrix', 'u_viewport'] as const
/** Of arrow heads, by the thickness of their line. */
const HEAD = { lengthToThicknessRatio: 5, widenessToThicknessRatio: 3.2 } as const

// A rectangle along the line. Distances along it are measured on the screen, so that dashes keep their length at every zoom.
const VERTEX_SHADER = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_from;
attribute vec2 a_to;
attribute vec4 a_dash;
attribute float a_thickness;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform vec2 u_viewport;
varying vec4 v_color;
varying vec4 v_dash;
varying float v_along;
varying float v_across;
varying float v_half;
const float bias = 255.0 / 254.0;
void main() {
  vec2 from = (u_matrix * vec3(a_from, 1.0)).xy * u_viewport * 0.5;
  vec2 to = (u_matrix * vec3(a_to, 1.0)).xy * u_viewport * 0.5;
  vec2 line = to - from;
  float size = length(line);
  vec2 along = size > 0.0 ? line / size : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);
  v_half = a_thickness * 0.5;
  float reach = v_half + 1.0;
  v_color = a_color;
  vec2 place = mix(from, to, a_corner.x) + across * a_corner.y * reach;
  v_along = a_corner.x * size;
  v_across = a_corner.y * reach;
  v_dash = a_dash;
  gl_Position = vec4(place / (u_viewport * 0.5), 0.0, 1.0);
  v_color.a *= bias;
}`

const FRAGMENT_SHADER = `
precision highp float;
varying vec4 v_color;
varying vec4 v_dash;
varying float v_along;
varying float v_across;
varying float v_half;
void main(void) {
  float ink = clamp(v_half - abs(v_across) + 0.5, 0.0, 1.0);
  float period = v_dash.x + v_dash.y + v_dash.z + v_dash.w;
  if (period > 0.0) {
    float at = mod(v_along, period);
    float second = v_dash.x + v_dash.y;
    float first = min(at + 0.5, v_dash.x - at + 0.5);
    float other = min(at - second + 0.5, second + v_dash.z - at + 0.5);
    ink *= clamp(max(first, other), 0.0, 1.0);
  }
  gl_FragColor = mix(vec4(0.0), v_color, ink);
}`

/** Draws lines with the dashes of their kind. */
class DashedLineProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  getDefinition(): ReturnType<EdgeProgram<(typeof UNIFORMS)[number]>['getDefinition']> {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX_SHADER,
      FRAGMENT_SHADER_SOURCE: FRAGMENT_SHADER,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_from', size: 2, type: FLOAT },
        { name: 'a_to', size: 2, type: FLOAT },
        { name: 'a_thickness', size: 1, type: FLOAT },
        { name: 'a_dash', size: 4, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [0, 1],
        [0, -1],
        [1, 1],
        [1, 1],
        [0, -1],
        [1, -1],
      ],
    }
  }

  // oxlint-disable-next-line max-params -- sigma calls it so
  processVisibleItem(
    edgeIndex: number,
    startIndex: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    { size, color, dash }: DashedLine,
  ): void {
    const lengths = dash ?? [0, 0, 0, 0]
    const values = [source.x, source.y, target.x, target.y, size, ...lengths, floatColor(color), edgeIndex]
    this.array.set(values, startIndex)
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniformMatrix3fv(uniformLocations['u_matrix'] ?? null, false, params.matrix)
    gl.uniform2f(uniformLocations['u_viewport'] ?? null, params.width, params.height)
  }
}

/** With a head at the end. */
export const DirectedLineProgram = createEdgeCompoundProgram([
  DashedLineProgram,
  createEdgeArrowHeadProgram({ extremity: 'target', ...HEAD }),
])
export { DashedLineProgram }
