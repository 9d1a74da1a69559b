namespace RxTim.Emulator;

/// <summary>A call that is refused whole: its code, and why.</summary>
internal sealed class RestRefusal(int code, string info) : Exception(info)
{
    public int Code => code;
}
