import { NodeProgram, type ProgramInfo } from 'sigma/rendering'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'
import { SHAPES, type Shape } from './shapes.ts'

/** What a concept on the map has besides what sigma knows. */
export interface ShapedNode extends NodeDisplayData {
  readonly shape?: Shape
}

const UNIFORMS = ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'] as const

// One triangle around each concept; the fragment shader cuts the shape out of it.
const VERTEX_SHADER = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_place;
varying float v_shape;
varying float v_border;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 offset = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + offset, 1)).xy, 0, 1);
  v_place = offset / (size / 2.0);
  v_border = u_correctionRatio * 2.0 / (size / 2.0);
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`

const FRAGMENT_SHADER = `
precision highp float;
varying vec4 v_color;
varying vec2 v_place;
varying float v_shape;
varying float v_border;
float plus(vec2 p) {
  return max(max(abs(p.x), abs(p.y)) - 0.88, min(abs(p.x), abs(p.y)) - 0.31);
}
float outside(vec2 p) {
  if (v_shape < 0.5) return length(p) - 0.92;
  if (v_shape < 1.5) return max(abs(p.x), abs(p.y)) - 0.8;
  if (v_shape < 2.5) return (abs(p.x) + abs(p.y) - 1.15) * 0.7071;
  if (v_shape < 3.5) return max(abs(p.x) * 0.866 + p.y * 0.5, -p.y) - 0.55;
  if (v_shape < 4.5) return abs(length(p) - 0.72) - 0.2;
  if (v_shape < 5.5) return max(abs(p.x) * 0.866 + abs(p.y) * 0.5, abs(p.y)) - 0.8;
  if (v_shape < 6.5) return max(abs(p.x) * 0.866 - p.y * 0.5, p.y) - 0.55;
  if (v_shape < 7.5) return plus(p);
  if (v_shape < 8.5) return abs(max(abs(p.x), abs(p.y)) - 0.64) - 0.17;
  return plus(vec2(p.x + p.y, p.y - p.x) * 0.7071);
}
void main(void) {
  #ifdef PICKING_MODE
  gl_FragColor = length(v_place) > 1.0 ? vec4(0.0) : v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0.0), clamp(outside(v_place) / v_border + 0.5, 0.0, 1.0));
  #endif
}`

/** Draws concepts in the shape of their group. */
export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition(): ReturnType<NodeProgram<(typeof UNIFORMS)[number]>['getDefinition']> {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX_SHADER,
      FRAGMENT_SHADER_SOURCE: FRAGMENT_SHADER,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_shape', size: 1, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_angle', size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    }
  }

  processVisibleItem(nodeIndex: number, startIndex: number, { x, y, size, color, shape }: ShapedNode): void {
    this.array.set([x, y, size, floatColor(color), nodeIndex, SHAPES.indexOf(shape ?? 'circle')], startIndex)
  }

  setUniforms({ correctionRatio, sizeRatio, matrix }: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations['u_correctionRatio'] ?? null, correctionRatio)
    gl.uniform1f(uniformLocations['u_sizeRatio'] ?? null, sizeRatio)
    gl.uniformMatrix3fv(uniformLocations['u_matrix'] ?? null, false, matrix)
  }
}
