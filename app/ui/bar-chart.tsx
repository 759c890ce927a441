import { CHART_HEIGHT, heightOf, topOfScale } from "./chart-scale.ts";
import { useFormat } from "./intl.tsx";

const [SLOT, BAR] = [10, 7];

/** One bar: what it is about in words, shown on hover, and the two parts that it is made of. */
export type Bar = { id: string; title: string; lower: number; upper: number };

/** Bars of two parts, one upon the other, before an axis. For eyes only: a table beside it has the numbers. */
export function BarChart({ bars, first, last }: { bars: readonly Bar[]; first: string; last: string }) {
  const format = useFormat();
  const top = topOfScale(Math.max(0, ...bars.map(({ lower, upper }) => lower + upper)));
  return (
    <div aria-hidden className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs text-ink-soft tabular-nums">
      <div className="-my-2 flex flex-col justify-between text-right">
        {[top, top / 2, 0].map((tick) => (
          <span key={tick}>{format.number(tick)}</span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${bars.length * SLOT} ${CHART_HEIGHT}`}
        preserveAspectRatio="none"
        className="h-44 w-full overflow-visible"
      >
        {[0, CHART_HEIGHT / 2, CHART_HEIGHT].map((y) => (
          <line
            key={y}
            x2={bars.length * SLOT}
            y1={y}
            y2={y}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {bars.map((bar, index) => (
          <TwoParts key={bar.id} bar={bar} x={index * SLOT} top={top} />
        ))}
      </svg>
      <div className="col-start-2 mt-2 flex justify-between">
        <span>{first}</span>
        <span>{last}</span>
      </div>
    </div>
  );
}

function TwoParts({ bar: { title, lower, upper }, x, top }: { bar: Bar; x: number; top: number }) {
  const [low, high] = [heightOf(lower, top), heightOf(upper, top)];
  const place = { x: x + (SLOT - BAR) / 2, width: BAR };
  return (
    <g className="group">
      <title>{title}</title>
      <rect x={x} width={SLOT} height={CHART_HEIGHT} className="fill-transparent group-hover:fill-subtle/70" />
      <rect {...place} y={CHART_HEIGHT - low} height={low} className="fill-accent" />
      <rect {...place} y={CHART_HEIGHT - low - high} height={high} className="fill-danger" />
    </g>
  );
}
