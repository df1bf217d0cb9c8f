import { writeFileSync } from 'node:fs'
import { encodeQR } from 'qr'

/** What a browser needs to see the file as its camera, without asking anybody. */
export function fakeCameraArgs(file: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]
}

const [width, height] = [640, 480]
const frames = 3

/** Holds a QR code before the camera: read by the browser when the camera is next turned on. */
export function showToCamera(file: string, text: string): void {
  const modules = encodeQR(text, 'raw', { border: 4 })
  const size = Math.floor(Math.min(width, height) / modules.length)
  const [left, top] = [width, height].map((side) => (side - size * modules.length) >> 1)
  const luma = Buffer.alloc(width * height, 235)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const row = Math.floor((y - (top ?? 0)) / size)
      const column = Math.floor((x - (left ?? 0)) / size)
      if (modules[row]?.[column] === true) luma[y * width + x] = 16
    }
  }
  const chroma = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]))
}
