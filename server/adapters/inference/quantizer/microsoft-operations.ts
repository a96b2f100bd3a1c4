/** Domain of the operators that ONNX Runtime adds to the standard. */
export const MICROSOFT = 'com.microsoft'
