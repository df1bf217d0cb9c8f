/** What is used of pdfkit, which brings no types of its own; those of DefinitelyTyped are of an older version. */
declare module 'pdfkit' {
  export type StructureChild = PdfStructure | (() => void)

  export type PdfStructure = {
    add(child: StructureChild): PdfStructure
    end(): void
  }

  export type PdfOptions = {
    size: 'A4'
    margins: { top: number; bottom: number; left: number; right: number }
    pdfVersion: '1.7'
    tagged: true
    displayTitle: true
    lang: string
    bufferPages: true
    info: { Title: string; Author: string; Creator: string; CreationDate: Date; ModDate: Date }
  }

  export default class PDFDocument {
    constructor(options: PdfOptions)
    on(event: 'data', listener: (chunk: Buffer) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    end(): void
    addPage(): this
    bufferedPageRange(): { start: number; count: number }
    switchToPage(page: number): this
    registerFont(name: string, source: Buffer): this
    font(name: string): this
    fontSize(points: number): this
    fillColor(colour: string): this
    strokeColor(colour: string): this
    lineWidth(points: number): this
    text(
      text: string,
      x: number,
      y: number,
      options: { lineBreak: false; baseline?: 'alphabetic' },
    ): this
    widthOfString(text: string): number
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(x: number, y: number, width: number, height: number): this
    circle(x: number, y: number, radius: number): this
    dash(length: number, options: { space: number }): this
    undash(): this
    fill(colour: string): this
    stroke(): this
    struct(type: string, options?: { scope?: string }): PdfStructure
    addStructure(structure: PdfStructure): this
    markContent(tag: 'Artifact', options?: { type?: 'Pagination' | 'Layout' }): this
    endMarkedContent(): this
  }
}
