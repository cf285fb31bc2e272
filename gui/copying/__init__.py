"""对照抄录: the figures of a finished report, one after another, beside a web form."""
