"""Draw one animation in all its formats, or a mark in its place when that is wanted."""

from nncore.plots.kit.animation import save_animation
from nncore.plots.kit.failed import marked_if_it_fails
from nncore.plots.kit.failed_film import film_mark
from workflow.drawing import parser, prepared

if __name__ == "__main__":
    args = parser(__doc__).parse_args()
    with marked_if_it_fails(args.mark_failure, save_animation, film_mark, args.output):
        save_animation(prepared(args), args.output.parent, args.entry["name"])
