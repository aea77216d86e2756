"""Numbers out of samples, and tables out of numbers."""

import statistics


def summary(samples):
    """Returns median, tenth percentile, minimum, maximum and the number of samples; None of an empty list."""
    if not samples:
        return None
    ordered = sorted(samples)
    return {
        "median": statistics.median(ordered),
        "p10": ordered[max(0, round(0.1 * (len(ordered) - 1)))],
        "min": ordered[0],
        "max": ordered[-1],
        "count": len(ordered),
    }


def ratio(value, floor):
    return value / floor if value is not None and floor else None


def number(value, digits=2):
    """Returns a number as a person reads it: three significant digits or so, a dash for None."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if value != 0 and abs(value) < 10 ** -digits:
        return f"{value:.1g}"
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.{1 if abs(value) >= 10 else digits}f}"


def markdown(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def failures(results):
    """Returns a line for each kind of failure anywhere in the results of a scenario: who, how often, what."""
    lines = []
    for name, result in results.items():
        if not isinstance(result, dict):
            continue
        if "failures" not in result:
            lines += failures(result)
            continue
        for text in dict.fromkeys(result["failures"]):
            lines.append(f"- {name}, failed samples {result['failures'].count(text)}: {text}")
    return lines


def scenario(result):
    """Returns what a scenario measured as Markdown: its tables, what failed, how quiet the machine was."""
    parts = []
    for entry in result["tables"]:
        title, header, rows = entry if len(entry) == 3 else (None, *entry)
        parts.append((f"**{title}**\n\n" if title else "") + markdown(header, rows))
    failed = failures(result["results"])
    if failed:
        parts.append("\n".join(failed))
    missed, waited = result["not_quiet"]
    noise = f"{missed} of {waited} samples were taken although the machine did not come to rest."
    parts.append(f"{result['machine']['date']}; {noise}")
    return "\n\n".join(parts) + "\n"
