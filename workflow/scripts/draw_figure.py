"""Draw one figure in all its formats, or a mark in its place when that is wanted."""

from nncore.plots.kit.failed import figure_mark, marked_if_it_fails
from nncore.plots.kit.save import save_figure
from workflow.drawing import parser, prepared

if __name__ == "__main__":
    args = parser(__doc__).parse_args()
    with marked_if_it_fails(args.mark_failure, save_figure, figure_mark, args.output):
        save_figure(prepared(args), args.output.parent, args.entry["name"])
