namespace RxTim.Benchmarks;

/// <summary>An element with the members of every type of element, for the type is a member too.</summary>
public sealed class UnityElement
{
    public ElementType ElemType { get; set; }

    public string? TextElemContent { get; set; }

    public string? ImageElemOrigPath { get; set; }

    public int ImageElemLevel { get; set; }

    public int ImageElemFormat { get; set; }

    public string? ImageElemOrigId { get; set; }

    public long ImageElemOrigPicHeight { get; set; }

    public long ImageElemOrigPicWidth { get; set; }

    public long ImageElemOrigPicSize { get; set; }

    public string? ImageElemOrigUrl { get; set; }

    public string? ImageElemThumbId { get; set; }

    public long ImageElemThumbPicHeight { get; set; }

    public long ImageElemThumbPicWidth { get; set; }

    public long ImageElemThumbPicSize { get; set; }

    public string? ImageElemThumbUrl { get; set; }

    public string? ImageElemLargeId { get; set; }

    public long ImageElemLargePicHeight { get; set; }

    public long ImageElemLargePicWidth { get; set; }

    public long ImageElemLargePicSize { get; set; }

    public string? ImageElemLargeUrl { get; set; }

    public long ImageElemTaskId { get; set; }

    public string? SoundElemFilePath { get; set; }

    public long SoundElemFileSize { get; set; }

    public long SoundElemFileTime { get; set; }

    public string? SoundElemFileId { get; set; }

    public long SoundElemBusinessId { get; set; }

    public string? SoundElemUrl { get; set; }

    public long SoundElemTaskId { get; set; }

    public string? CustomElemData { get; set; }

    public string? CustomElemDesc { get; set; }

    public string? CustomElemExt { get; set; }

    public string? CustomElemSound { get; set; }

    public string? FileElemFilePath { get; set; }

    public string? FileElemFileName { get; set; }

    public long FileElemFileSize { get; set; }

    public string? FileElemFileId { get; set; }

    public long FileElemBusinessId { get; set; }

    public string? FileElemUrl { get; set; }

    public long FileElemTaskId { get; set; }

    public long FaceElemIndex { get; set; }

    public string? FaceElemBuf { get; set; }

    public string? LocationElemDesc { get; set; }

    public double LocationElemLongitude { get; set; }

    public double LocationElemLatitude { get; set; }

    public string? VideoElemVideoType { get; set; }

    public long VideoElemVideoSize { get; set; }

    public long VideoElemVideoDuration { get; set; }

    public string? VideoElemVideoPath { get; set; }

    public string? VideoElemVideoId { get; set; }

    public long VideoElemBusinessId { get; set; }

    public string? VideoElemVideoUrl { get; set; }

    public string? VideoElemImageType { get; set; }

    public long VideoElemImageSize { get; set; }

    public long VideoElemImageWidth { get; set; }

    public long VideoElemImageHeight { get; set; }

    public string? VideoElemImagePath { get; set; }

    public string? VideoElemImageId { get; set; }

    public string? VideoElemImageUrl { get; set; }

    public long VideoElemTaskId { get; set; }

    public string? MergeElemTitle { get; set; }

    public List<string>? MergeElemAbstractArray { get; set; }

    public string? MergeElemCompatibleText { get; set; }

    public List<UnityMessage>? MergeElemMessageArray { get; set; }

    public bool MergeElemLayerOverLimit { get; set; }

    public string? MergeElemRelayPbKey { get; set; }

    public string? MergeElemRelayJsonKey { get; set; }

    public string? MergeElemRelayBuffer { get; set; }
}
